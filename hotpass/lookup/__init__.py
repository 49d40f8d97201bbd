"""What is known outside the files: places of the world, shipped with Hotpass."""
