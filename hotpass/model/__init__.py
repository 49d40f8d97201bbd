"""The nouns of Hotpass: frozen, without behaviour that reaches outside, importing nothing else of ours."""
