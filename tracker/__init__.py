"""The Django project: settings, addresses, the server's and the worker's configuration."""
