"""The platform's side of a function, as DigitalOcean's documentation and launcher describe it."""
