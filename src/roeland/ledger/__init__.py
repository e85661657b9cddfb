"""The ledger: who did what to what when, provable by somebody who does not trust us.

Words it owns: fact (what a verb states), entry (one leaf of a tree), payload (the erasable text beside an entry),
tree (one per
authority and one for the installation), tile, checkpoint, proof, bundle. The formats stand in docs/ledger-spec.md.
"""
