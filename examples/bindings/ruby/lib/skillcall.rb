# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side.
module Skillcall
end

require_relative "skillcall/native"
require_relative "skillcall/errors"
require_relative "skillcall/session"
require_relative "skillcall/sip"
require_relative "skillcall/skill"
require_relative "skillcall/transport"
require_relative "skillcall/event"
require_relative "skillcall/client"

module Skillcall
  # The version of the C library in use.
  def self.version
    Native.version
  end
end
