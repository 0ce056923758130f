/* SPDX-License-Identifier: Apache-2.0 */
/* Heaps whose nodes live inside their elements; the node with the least key is first. They are
   pairing heaps: nothing is allocated, and an operation on n nodes takes about log n steps on
   average. */
#ifndef SKILLCALL_BASE_HEAP_H
#define SKILLCALL_BASE_HEAP_H

#include "base/element.h"

#include <stdint.h>

/* All zero: in no heap. */
typedef struct skillcall__heap_node {
    int64_t key;
    uint64_t turn;                       /* for equal keys: first in, first out */
    struct skillcall__heap_node *child;  /* the first child */
    struct skillcall__heap_node *next;   /* the next child of the same parent */
    struct skillcall__heap_node **place; /* the pointer that points here; NULL: in no heap */
} skillcall__heap_node;

/* All zero: empty. */
typedef struct skillcall__heap {
    skillcall__heap_node *first;
    uint64_t turns; /* how many were ever inserted */
} skillcall__heap;

/* The node is in no heap. */
void skillcall__heap_insert(skillcall__heap *heap, skillcall__heap_node *node, int64_t key);

/* The node with the least key; NULL if there is none. */
skillcall__heap_node *skillcall__heap_first(const skillcall__heap *heap);

/* Takes any node out. Does nothing to one that is in no heap. */
void skillcall__heap_remove(skillcall__heap *heap, skillcall__heap_node *node);

#endif
