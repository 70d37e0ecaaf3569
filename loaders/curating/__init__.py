"""The curator's commands: begin a file, check, format, retire, watch, and the same in an editor."""
