"""What speaks for and against two reports telling of one incident: one named function per question."""
