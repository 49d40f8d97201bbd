"""The store: the only room that knows DuckDB and SQL, one module per noun."""
