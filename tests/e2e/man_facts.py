#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare the section FACTS of a kind's page with its schema, both ways: man_facts.py SOURCE KIND.

Each fact is ".It Li PATH" of an outer list, and its values are the items of a list within. The page
of breach, pvtool-case.5, stands for all kinds where they take the same shape as breach does; what a
kind has or narrows for itself stands in its own page. "PATH.ITEM" lists the names of like facts, and
ITEM below that path stands for each of them. ".Sx SECTION" below a fact takes the items of that section
as values of the fact.
"""
import json
import re
import sys

COMMON = '../common.schema.json#/definitions/'
# Told once, before the facts: how to write what is not known, a number, the ends of a period.
OPEN = {'open', 'open_time', 'open_text', 'open_bool', 'count'}
PERIOD_OPEN = {'unknown', 'ask', 'by', 'undeterminable'}


def roff_text(text):
    for escape, plain in ((r'\-', '-'), (r'\(aq', "'"), (r'\&', ''), (r'\e', '\\')):
        text = text.replace(escape, plain)
    return text


class Page:
    """What a page names: the facts with their values, and every word of it."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as file:
            text = roff_text(file.read())
        self.words = set(re.findall(r'[A-Za-z0-9_]+', text))
        listed = self.listed(text.splitlines())
        self.facts = {}
        for path, values in listed.items():
            for name in self.names(path, listed):
                self.facts[name] = [] if path.endswith('.ITEM') else values

    @staticmethod
    def listed(lines):
        listed, values, depth, section, elsewhere = {}, [], 0, '', {}
        for line in lines:
            if line.startswith('.Sh '):
                section = line[4:]
            on = section == 'FACTS'
            depth += line.startswith('.Bl ') - (line == '.El')
            match = re.match(r'\.It Li (\S+)$', line)
            if on and match and depth == 1:
                values = listed.setdefault(match.group(1), [])
            elif on and match and depth == 2:
                values.append(match.group(1))
            elif match:
                elsewhere.setdefault(section, []).append(match.group(1))
            elif on and line.startswith('.It ') and depth == 1:
                sys.exit(f'one fact for each item, not: {line}')
            elif on and line.startswith('.Sx ') and depth == 1:
                values.append(line.rstrip(' ,.'))
        return {path: [found for value in values for found in
                       (elsewhere.get(value[4:], []) if value.startswith('.Sx ') else [value])]
                for path, values in listed.items()}

    @staticmethod
    def names(path, listed):
        before, item, after = path.partition('.ITEM')
        return [f'{before}.{name}{after}' for name in listed.get(before + item, [])] if item else [path]


class Schema:
    """A kind's schema, with the references between its shapes."""

    def __init__(self, folder, kind):
        with open(f'{folder}/{kind}/case.schema.json', encoding='utf-8') as file:
            self.case = json.load(file)
        with open(f'{folder}/common.schema.json', encoding='utf-8') as file:
            text = file.read().replace('"#/definitions/', f'"{COMMON}')
        self.common = json.loads(text)['definitions']

    def target(self, node):
        while '$ref' in node:
            name = node['$ref'].split('/')[-1]
            node = (self.common if node['$ref'].startswith(COMMON) else self.case['definitions'])[name]
        return node

    def shape(self, node):
        """The values that a node allows (None: any), and the shapes of its keys."""
        if node.get('$ref', '').split('/')[-1] in OPEN:
            return None, {}
        period = node.get('$ref') == COMMON + 'period'
        node = self.target(node)
        values = node.get('enum')
        keys = [(key, below) for key, below in node.get('properties', {}).items()
                if not (period and key in PERIOD_OPEN)]
        for either in node.get('anyOf', []) + ([node['items']] if 'items' in node else []):
            more, below = self.shape(either)
            values = more if values is None else values + (more or [])
            keys += below.items()
        for both in node.get('allOf', []):
            more, below = self.shape(both)
            values = more if values is None else [value for value in values if more is None or value in more]
            keys += below.items()
        found = {}
        for key, below in keys:
            found.setdefault(key, {'allOf': []})['allOf'].append(below)
        return values, found

    def facts(self):
        """Each path with the values that it allows, as words."""
        found = {}

        def walk(node, path):
            values, keys = self.shape(node)
            if path:
                found[path] = [str(value) for value in values or []]
            for key, below in keys.items():
                walk(below, f'{path}.{key}' if path else key)

        walk(self.case, '')
        return found

    def taken(self):
        """The keys at the top as they are taken, without what this kind narrows."""

        def bare(node):
            if 'allOf' in node:
                return next((branch for branch in node['allOf'] if '$ref' in branch), node)
            return {key: bare(below) if key == 'items' else below for key, below in node.items() if key != 'const'}

        return {key: bare(node) for key, node in self.case['properties'].items()}


def faults(source, kind):
    breach, schema = Schema(source + '/schemas', 'breach'), Schema(source + '/schemas', kind)
    shared_page = Page(source + '/man/pvtool-case.5')
    page = shared_page if kind == 'breach' else Page(f'{source}/man/pvtool-{kind}.5')
    alike, of_breach, facts = breach.taken(), breach.facts(), schema.facts()
    taken = schema.taken()
    for path, values in facts.items():
        top = path.split('.')[0]
        shared = taken[top] == alike.get(top)
        if path not in page.facts and not (shared and path in shared_page.facts):
            yield f'{path} is not in the page'
        own = page.facts.get(path, [])
        told = shared_page.facts.get(path, []) if shared and not own and values == of_breach[path] else own
        if sorted(told) != sorted(values):
            yield f'{path}: the page has {told}, the schema {values}'
    for key, node in schema.case['properties'].items():
        if 'const' in node and str(node['const']) not in page.words:
            yield f'{key}: the page does not say {node["const"]}'
    for path in page.facts:
        if path not in facts:
            yield f'{path} is not in the schema'
    for shape in ('open', 'count', 'period'):
        for key in schema.common[shape]['properties']:
            if key not in shared_page.words:
                yield f'{key} of {shape} is not explained'


print('\n'.join(faults(sys.argv[1], sys.argv[2])))
