// SPDX-License-Identifier: Apache-2.0
/// Where to place calls, and with what right.
#ifndef SKILLCALL_ACCESS_HPP
#define SKILLCALL_ACCESS_HPP

#include <skillcall/access.h>
#include <skillcall/object.hpp>

namespace skillcall
{

/// Endpoint and token, checked. The token is wiped at the end.
class access : public detail::object<skillcall_access, skillcall_access_free>
{
  public:
    using object::object;

    /// The trusted host may also receive the token, like Alexa's hosts and the local machine.
    static result<access> make(const std::string &endpoint, const std::string &token,
                               const std::optional<std::string> &trusted_host = std::nullopt)
    {
        return detail::make<access>(skillcall_access_new, nullptr, endpoint, token, trusted_host);
    }
    std::string endpoint() const
    {
        return skillcall_access_endpoint(get());
    }
};

} // namespace skillcall

#endif
