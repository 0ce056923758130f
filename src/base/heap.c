/* SPDX-License-Identifier: Apache-2.0 */
#include "base/heap.h"

#include <stdbool.h>

static bool comes_before(const skillcall__heap_node *one, const skillcall__heap_node *other)
{
    return one->key < other->key || (one->key == other->key && one->turn < other->turn);
}

static void link_at(skillcall__heap_node **place, skillcall__heap_node *node)
{
    *place = node;
    if (node)
        node->place = place;
}

/* Puts a tree below the root of another. */
static skillcall__heap_node *adopt(skillcall__heap_node *root, skillcall__heap_node *below)
{
    link_at(&below->next, root->child);
    link_at(&root->child, below);
    return root;
}

/* Makes one tree of two, each of which may be NULL. */
static skillcall__heap_node *join(skillcall__heap_node *one, skillcall__heap_node *other)
{
    if (!one || !other)
        return one ? one : other;
    return comes_before(one, other) ? adopt(one, other) : adopt(other, one);
}

/* Takes the first tree off a row of them; NULL if there is none. */
static skillcall__heap_node *shift(skillcall__heap_node **row)
{
    skillcall__heap_node *tree = *row;
    if (tree) {
        *row = tree->next;
        tree->next = NULL;
    }
    return tree;
}

/* Makes one tree of a row of them. Joins them two by two first: joining one after another would
   make rows as long as this one again and again. */
static skillcall__heap_node *join_row(skillcall__heap_node *row)
{
    skillcall__heap_node *pairs = NULL;
    while (row) {
        skillcall__heap_node *one = shift(&row);
        skillcall__heap_node *pair = join(one, shift(&row));
        pair->next = pairs;
        pairs = pair;
    }
    skillcall__heap_node *tree = NULL;
    while (pairs)
        tree = join(tree, shift(&pairs));
    return tree;
}

static void add_tree(skillcall__heap *heap, skillcall__heap_node *tree)
{
    link_at(&heap->first, join(heap->first, tree));
}

void skillcall__heap_insert(skillcall__heap *heap, skillcall__heap_node *node, int64_t key)
{
    *node = (skillcall__heap_node){.key = key, .turn = heap->turns++};
    add_tree(heap, node);
}

skillcall__heap_node *skillcall__heap_first(const skillcall__heap *heap)
{
    return heap->first;
}

void skillcall__heap_remove(skillcall__heap *heap, skillcall__heap_node *node)
{
    if (!node->place)
        return;
    link_at(node->place, node->next);
    node->place = NULL;
    add_tree(heap, join_row(node->child));
}
