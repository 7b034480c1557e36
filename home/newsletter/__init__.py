"""An edition's news by e-mail; empty until its issue is built."""
