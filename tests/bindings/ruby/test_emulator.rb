# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# The emulator as tests of skills start it, which here speaks TLS.

require_relative "case"

class EmulatorCase < Case
  include Skillcall::EmulatorTest

  def start(**trust)
    Skillcall::Client.open(**trust) do |client|
      client.start(Skillcall::Access.new(emulator.url, "any-token"), session)
    end
  end

  def test_placed_with_tls
    [{ ca_file: emulator.ca_file }, { ca_data: File.binread(emulator.ca_file) }].each do |trust|
      assert start(**trust).session_id
    end
    error = fails(Skillcall::TlsError, :not_placed) { start }
    assert_operator error.transport_code, :>, 0
    assert error.transport_text
  end

  def test_calls_by_filter
    receipt = start(ca_file: emulator.ca_file)
    record, = emulator.calls(kind: "session", client_session_id: receipt.client_session_id,
                             from: "+12045551111", status: 200, wait: 20)
    assert_equal [receipt.session_id, "session"], record.values_at("sessionId", "kind")
    assert_empty emulator.calls(status: 429)
    late = Thread.new { emulator.calls(after: record["number"], min: 2, wait: 20) }
    2.times { start(ca_file: emulator.ca_file) }
    assert_equal 2, late.value.size
    emulator.clear
    assert_empty emulator.calls
  end

  def test_fault
    emulator.fault = "denied"
    fails(Skillcall::AccessDeniedError, :not_placed) { start(ca_file: emulator.ca_file) }
    error = assert_raises(RuntimeError) { emulator.fault = "none-such" }
    assert_match(/\Athe emulator answers 400: /, error.message)
  end

  def test_each_test_begins_without_fault_and_calls
    assert_empty emulator.calls
    assert start(ca_file: emulator.ca_file)
  end

  def test_an_emulator_that_does_not_start
    error = nil
    capture_subprocess_io do
      error = assert_raises(RuntimeError) { Skillcall::Emulator.start("--no-such-flag") }
    end
    assert_match(/\Athe emulator failed: .* exit 2/, error.message)
  end
end
