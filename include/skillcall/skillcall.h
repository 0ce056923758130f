/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * skillcall: starts Alexa communication sessions ("skill calls") and recognises them on the SIP
 * side. This header includes all others.
 *
 * Conventions:
 * - Objects are opaque, made by a function named _new (or one that returns the object) and freed
 *   by _free, which accepts NULL.
 * - A function that returns an object returns NULL when it fails; one that acts returns a status.
 *   Either way the error object, the last argument, has the details (error.h).
 * - Strings are UTF-8 and NUL-terminated; documents are a pointer and a length. Returned strings
 *   are borrowed from the object that they come from.
 * - The library starts no thread, installs no signal handler, prints nothing and never ends the
 *   process.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_SKILLCALL_H
#define SKILLCALL_SKILLCALL_H

#include <skillcall/access.h>
#include <skillcall/allocator.h>
#include <skillcall/call.h>
#include <skillcall/call_from_request.h>
#include <skillcall/client.h>
#include <skillcall/client_options.h>
#include <skillcall/clock.h>
#include <skillcall/error.h>
#include <skillcall/exchange.h>
#include <skillcall/inbound_call.h>
#include <skillcall/log.h>
#include <skillcall/lookup.h>
#include <skillcall/mobile_number.h>
#include <skillcall/observer.h>
#include <skillcall/participant.h>
#include <skillcall/progressive_response.h>
#include <skillcall/receipt.h>
#include <skillcall/session.h>
#include <skillcall/session_builder.h>
#include <skillcall/skill_request.h>
#include <skillcall/skill_response.h>
#include <skillcall/status.h>
#include <skillcall/transport.h>
#include <skillcall/uui.h>
#include <skillcall/version.h>

#endif
