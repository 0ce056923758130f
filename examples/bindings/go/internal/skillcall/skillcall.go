// SPDX-License-Identifier: Apache-2.0

// Package skillcall is a folder for the headers and static libraries of the C library, which the published module has
// in it.
package skillcall
