# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# What the tests of the Ruby binding share.

require "minitest/autorun"
require "skillcall"
require "skillcall/emulator"

EMULATOR = Skillcall::Emulator.start
Minitest.after_run { EMULATOR.stop }
DEAD_URL = "http://127.0.0.1:1"
SECRET = "s3cr3tS3CR3T"
CALLER = Skillcall::Participant.phone_caller("+12045551111", "device")
CALLEE = Skillcall::Participant.phone_callee("+16073331111")

class Case < Minitest::Test
  # A document of tests/vectors.
  def vector(name)
    File.read(File.join(__dir__, "../../vectors", name))
  end

  def session(**options)
    Skillcall::Session.new(CALLER, CALLEE, **options)
  end

  # A right with which the emulator plays a scenario.
  def access(scenario = "ok", url = EMULATOR.url)
    Skillcall::Access.new(url, "emulator-#{scenario}.key-#{SECRET}")
  end

  # The records of the requests that the emulator had with this id.
  def received(client_session_id, **wait)
    EMULATOR.calls(client_session_id: client_session_id, **wait)
  end

  # The error of exactly this class with which a block fails.
  def fails(kind, outcome = :none, &block)
    error = assert_raises(kind, &block)
    assert_instance_of kind, error
    assert_equal outcome, error.outcome, error.message
    refute_empty error.message
    refute_includes error.message, SECRET
    error
  end
end
