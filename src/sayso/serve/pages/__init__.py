"""The pages, one module each. A module gives its routes as `ROUTES`."""
