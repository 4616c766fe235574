"""Finding records by what people call them."""
