"""The way out to other servers, none of which is trusted. Knows no models."""
