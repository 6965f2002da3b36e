"""Evidence on the screen: taking pictures in, editing them before they are kept, showing them."""
