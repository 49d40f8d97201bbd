"""Streamlit parts of the pages: the frame, tables, pictures and forms."""
