"""Settings, one module for each environment: development, production, test."""
