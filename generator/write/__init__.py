"""Puts generated text on the disk, all of it or none, and never over what a person wrote: the only writer of output."""
