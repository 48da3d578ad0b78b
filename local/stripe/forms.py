"""Stripe's form encoding: `a[b]=1&expand[0]=x&expand[]=y` is a tree, lists keyed by their indices."""

from __future__ import annotations

from urllib.parse import parse_qsl

from local.stripe.errors import invalid_request

Node = str | dict[str, "Node"]
Tree = dict[str, Node]


def decode(encoded: str) -> Tree:
    tree: Tree = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        head, *rest = name.replace("]", "").split("[")
        _put(tree, [head, *rest], value)
    return tree


def _put(tree: Tree, path: list[str], value: str) -> None:
    *branches, leaf = path
    for step in branches:
        branch = tree.setdefault(step or str(len(tree)), {})
        if isinstance(branch, str):
            raise invalid_request(f"Invalid hash: {step}", param=step)
        tree = branch
    tree[leaf or str(len(tree))] = value
