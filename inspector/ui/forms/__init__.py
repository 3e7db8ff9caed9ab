"""Small fields that edit one value each, and what is put together from them."""
