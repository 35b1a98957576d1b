"""Fetch the pinned, openly licensed inputs and turn them into plain text to train and measure on."""
