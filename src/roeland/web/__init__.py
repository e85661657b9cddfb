"""The web door: URLs, navigation, the wiring tables of panels, handlers and jobs. It holds no rules."""
