"""A second labelled world of consultation logs: how an authority works, and a few people who look where they should not.

Written from the table formats alone, by hands that did not see the rules it judges. `python -m benchmarks.second_world --help`.
"""
