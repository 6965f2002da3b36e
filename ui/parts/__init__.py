"""What pages are made of: words, buttons, bars, dialogs. The look itself is in `ui.theme`."""
