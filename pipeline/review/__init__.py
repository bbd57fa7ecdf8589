"""The analysts' desk: a web application on the dataset. `create_app` and `serve` are the door, `add_user` the keys."""
