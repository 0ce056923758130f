# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

require "json"

module Skillcall
  PROFILES = { account: Native::NUMBERS[:PROFILE_ACCOUNT],
               person: Native::NUMBERS[:PROFILE_PERSON] }.freeze

  # Text that stands for itself inside SSML.
  def self.escape_ssml(plain)
    Native.written(:skill_response_escape_ssml, Native.given(plain))
  end

  # The two members of a profile as an E.164 number.
  def self.join_mobile_number(country_code, phone_number)
    Native.filled(Native::NUMBERS[:MOBILE_NUMBER_SIZE], :mobile_number_join,
                  Native.given(country_code), Native.given(phone_number))
  end

  # Where to place a call and with what right. Closing it wipes the token in the library.
  class Access < Owner
    def initialize(endpoint = nil, token = nil, trusted_host: nil, native: nil)
      native ||= Native.made(:access_new, nil, Native.given(endpoint), Native.given(token),
                             Native.given(trusted_host))
      super(native, :access_free)
    end

    def endpoint
      Native.access_endpoint(native)
    end

    # Nothing of the token.
    def inspect
      "#<#{self.class} #{endpoint}>"
    end
  end

  # A request of Alexa to a skill: JSON, or the hash that a Lambda function gets.
  class SkillRequest < Owner
    def initialize(request)
      data = Native.document(request)
      super(Native.made(:skill_request_from_json, nil, data, data.bytesize),
            :skill_request_free)
    end

    # What the user has decided about a permission of the skill.
    PERMISSIONS = %i[not_asked granted denied].to_h do |name|
      [Native::NUMBERS.fetch(:"PERMISSION_#{name.upcase}"), name]
    end.freeze

    # Texts, nil if the request lacks them. user_access_token and grant_code are secrets.
    %i[type id intent_name locale device_id application_id user_id user_access_token person_id
       unit_id persistent_unit_id api_endpoint apl_token grant_type grant_code].each do |name|
      define_method(name) { Native.public_send("skill_request_#{name}", native) }
    end

    # A Time, or nil.
    def timestamp
      value = Native.skill_request_timestamp_ms(native)
      Time.at(value / 1000, value % 1000, :millisecond).utc unless value.negative?
    end

    # Whether its age is acceptable; an older request may be a replay. nil if it has no timestamp
    # that can be read.
    def fresh?(now = Time.now)
      Native.truth(Native.skill_request_is_fresh(native, (now.to_r * 1000).round))
    end

    # nil if the request belongs to no session.
    def new_session?
      Native.truth(Native.skill_request_is_new_session(native))
    end

    # Whether this is the Grant of Smart Properties, to be answered with accept_grant.
    def grant?
      Native.truth(Native.skill_request_is_grant(native))
    end

    # :granted, :denied or :not_asked, for example of "alexa::profile:mobile_number:read".
    def permission(scope)
      PERMISSIONS[Native.skill_request_permission(native, Native.given(scope))]
    end

    # Whether the device has an interface, for example "Alexa.Presentation.APL".
    def supports_interface?(name)
      Native.truth(Native.skill_request_supports_interface(native, Native.given(name)))
    end

    # Raises unless the request is meant for the expected skill.
    def check_application_id(expected)
      Native.done(:skill_request_check_application_id, native, Native.given(expected))
    end

    # Where and with what right to place a call.
    def access(trusted_host: nil)
      Access.new(native: Native.made(:skill_request_access, native, Native.given(trusted_host)))
    end

    # The caller: the user's number and the device.
    def originator(number)
      Participant.take(Native.made(:skill_request_originator, native, Native.given(number)))
    end
  end

  # What a skill answers. It ends the skill's session, as a call demands, unless it has a reprompt.
  class SkillResponse < Owner
    TEXT = ->(text) { [Native.given(text)] }
    NOTHING = -> { [] }
    OBJECT = lambda do |object|
      data = Native.document(object)
      [data, data.bytesize]
    end

    # Method by method the function and what it is given. All return the response.
    {
      # What Alexa says, as plain text or as a speak element.
      say: [:say, TEXT],
      say_ssml: [:say_ssml, TEXT],
      # What Alexa says if the user does not answer: the session stays open.
      reprompt: [:reprompt, TEXT],
      reprompt_ssml: [:reprompt_ssml, TEXT],
      # A card that asks the user for the permission to read the mobile number.
      ask_for_permission: [:ask_for_permission, ->(whose = :account) { [PROFILES.fetch(whose)] }],
      # A card that asks the user to link an account.
      link_account: [:link_account, NOTHING],
      # A hash, or JSON, with a "type".
      add_directive: [:add_directive_json, OBJECT],
      # Finishes the APL document of this token, so that the screen shows the call.
      finish_apl: [:finish_apl, TEXT],
      # A hash, or JSON, that comes back with the next request of the session.
      set_session_attributes: [:set_session_attributes_json, OBJECT],
      # Makes it the answer to a Grant, and nothing else.
      accept_grant: [:accept_grant, NOTHING]
    }.each do |name, (function, arguments)|
      define_method(name) do |*given|
        Native.done(:"skill_response_#{function}", native, *arguments.call(*given))
        self
      end
    end

    def initialize
      super(Native.made(:skill_response_new, nil), :skill_response_free)
    end

    def to_json(*)
      Native.made(:skill_response_json, native)
    end

    # What a Lambda function returns.
    def to_h
      JSON.parse(to_json)
    end
  end
end
