"""Many answers from one model at once: needs torch and transformers, and nothing of the web application."""
