// SPDX-License-Identifier: Apache-2.0
/// skillcall for C++17: starts Alexa communication sessions and recognises them on the SIP side.
///
/// Objects own what they wrap and move; they do not copy. What can fail returns a result<T>: a
/// value or an error. Strings and documents are copied out. The thread rules of C apply.
#ifndef SKILLCALL_HPP
#define SKILLCALL_HPP

#include <skillcall/client.hpp>
#include <skillcall/sip.hpp>
#include <skillcall/skill.hpp>
#include <skillcall/version.h>

#endif
