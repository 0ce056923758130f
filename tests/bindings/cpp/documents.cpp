// SPDX-License-Identifier: Apache-2.0
// Sessions, skill requests and responses, the SIP side: all that needs no service.
#include "support.hpp"

using namespace skillcall;

template <class T>
constexpr bool only_moves =
    std::is_nothrow_move_constructible_v<T> && !std::is_copy_constructible_v<T>;
static_assert(only_moves<client> && only_moves<call> && only_moves<session> &&
              only_moves<participant> && only_moves<skillcall::access> &&
              only_moves<session_builder> && only_moves<skill_request> &&
              only_moves<inbound_call> && only_moves<user_to_user>);

TEST(a_result_holds_a_value_or_an_error)
{
    auto good = user_to_user::encode("an id");
    CHECK(good.has_value() && good);
    CHECK_EQUAL(std::move(good).value_or("none"), "6373693d616e206964;encoding=hex");
    auto bad = user_to_user::encode("");
    CHECK(!bad);
    CHECK_EQUAL(bad.error().status, status::argument);
    CHECK_EQUAL(std::move(bad).value_or("none"), "none");

    bool called = false;
    auto chained = user_to_user::encode("").and_then([&](const std::string &value) {
        called = true;
        return user_to_user::decode(value);
    });
    CHECK(!chained && !called);
    try {
        chained.value();
        CHECK(false);
    } catch (const failure &thrown) {
        CHECK_EQUAL(thrown.error().status, status::argument);
        CHECK_EQUAL(std::string(thrown.what()), thrown.error().message);
    }
}

TEST(all_violations_are_reported)
{
    auto built = session_builder()
                     .add(participant::phone_caller("12045551111", ""))
                     .add(participant::phone_callee("+16073331111"))
                     .build();
    CHECK(!built);
    const auto &why = built.error();
    CHECK_EQUAL(why.status, status::invalid);
    CHECK_EQUAL(why.outcome, outcome::none);
    CHECK_EQUAL(why.violations.size(), 2u);
    CHECK_EQUAL(why.violations[0].path, "/participants/0/id/value");
    CHECK_EQUAL(why.violations[0].code, "not_e164");
    CHECK(!why.violations[0].message.empty());
    CHECK_EQUAL(why.violations[1].path, "/participants/0/endpointId");
    CHECK_EQUAL(why.violations[1].code, "required");
}

TEST(a_builder_keeps_the_first_failure)
{
    auto built = session_builder()
                     .client_session_id(std::string("cut\0here", 8))
                     .add(participant::phone_callee("+16073331111"))
                     .build();
    CHECK(!built);
    CHECK_EQUAL(built.error().status, status::argument);
    CHECK_EQUAL(built.error().message, "a text must not hold a NUL character");
}

TEST(a_session_round_trips)
{
    auto body = vector("session-request.json");
    auto read = session::from_json(body).value();
    CHECK_EQUAL(read.json(2) + "\n", body);
    CHECK_EQUAL(read.client_session_id(), "db792233-8df3-416c-8d80-a70038747b74");
    CHECK_EQUAL(read.participants().size(), 2u);
    CHECK_EQUAL(read.participants()[0].originator, originator::yes);
    CHECK_EQUAL(read.participants()[1].provider_id, SKILLCALL_PROVIDER_PHONE);
    CHECK(!read.participants()[1].endpoint_id);

    session_builder again;
    again.client_session_id(*read.client_session_id());
    for (const auto &one : read.participants())
        again.add(participant::make(one));
    CHECK_EQUAL(again.build().value().json(), read.json());

    CHECK_EQUAL(session::from_json("{").error().status, status::malformed);
}

TEST(other_forms_of_sessions)
{
    auto smart = session_builder()
                     .add(participant::room("a-profile", "a-device"))
                     .add(participant::extension("4011"))
                     .omit_client_session_id()
                     .build()
                     .value();
    CHECK(!smart.client_session_id());
    CHECK_EQUAL(smart.participants()[1].type, SKILLCALL_TYPE_RAW_ADDRESS);

    participant_data own{"OWN", "x", "a-device", "own-provider", originator::yes};
    participant_data other{"OWN", "y", std::nullopt, "own-provider", originator::unset};
    session_builder strict, lenient;
    strict.add(participant::make(own)).add(participant::make(other));
    lenient.add(participant::make(own)).add(participant::make(other)).allow_unknown();
    CHECK_EQUAL(strict.build().error().status, status::invalid);
    CHECK(lenient.build());
}

TEST(ids_come_from_a_function)
{
    auto callee = participant::phone_callee("+16073331111").value();
    session_builder builder;
    builder.add(participant::phone_caller("+12045551111", "a-device")).add(callee);
    auto moved = std::move(builder);
    moved.generate_ids_with([] { return "of-my-own"; });
    CHECK_EQUAL(moved.build().value().client_session_id(), "of-my-own");
    moved.generate_ids_with([]() -> std::string { throw std::runtime_error("no"); });
    CHECK_EQUAL(moved.build().error().status, status::generator);
}

TEST(a_token_goes_to_known_hosts_only)
{
    CHECK_EQUAL(skillcall::access::make("https://API.amazonalexa.com/", "t").value().endpoint(),
                SKILLCALL_ENDPOINT_NORTH_AMERICA);
    CHECK_EQUAL(skillcall::access::make("https://example.com", "t").error().status,
                status::endpoint);
    CHECK(skillcall::access::make("https://example.com", "t", "example.com"));
    auto bad = skillcall::access::make(SKILLCALL_ENDPOINT_NORTH_AMERICA, "not a token");
    CHECK_EQUAL(bad.error().status, status::token);
    CHECK_EQUAL(bad.error().message.find("not a token"), std::string::npos);
}

TEST(a_skill_request_is_read)
{
    auto request = skill_request::from_json(vector("skill-request.json")).value();
    CHECK_EQUAL(request.type(), "IntentRequest");
    CHECK_EQUAL(request.intent_name(), "CallSupportIntent");
    CHECK_EQUAL(request.device_id(), "amzn1.ask.device.AAAAAAAA");
    CHECK_EQUAL(request.is_new_session(), false);
    CHECK(!request.person_id());
    CHECK_EQUAL(request.timestamp()->time_since_epoch().count() / 1000000000, 1795341600);
    CHECK_EQUAL(request.access().value().endpoint(), SKILLCALL_ENDPOINT_NORTH_AMERICA);
    CHECK_EQUAL(request.originator("+12045551111").value().data().endpoint_id, request.device_id());
    CHECK(request.check_application_id(*request.application_id()));
    CHECK_EQUAL(request.check_application_id("another").error().status, status::mismatch);
    CHECK_EQUAL(request.is_fresh(*request.timestamp() + std::chrono::seconds(150)), true);
    CHECK_EQUAL(request.is_fresh(*request.timestamp() - std::chrono::seconds(151)), false);
    CHECK(!request.is_grant() && !request.grant_code());
    CHECK_EQUAL(skill_request::from_json("[]").error().status, status::malformed);

    auto event =
        replaced(vector("skill-request.json"), "IntentRequest", "AlexaSkillEvent.SkillEnabled");
    CHECK_EQUAL(skill_request::from_json(event).value().is_fresh(*request.timestamp() +
                                                                 std::chrono::hours(1)),
                true);
    auto timeless = replaced(event, "timestamp", "other");
    CHECK(!skill_request::from_json(timeless).value().is_fresh());
}

TEST(a_request_of_a_room_is_read)
{
    auto request = skill_request::from_json(vector("room-request.json")).value();
    CHECK_EQUAL(request.unit_id(), "amzn1.alexa.unit.did.UNIT");
    CHECK_EQUAL(request.persistent_unit_id(), "amzn1.alexa.unit.did.PERSISTENT");
    CHECK_EQUAL(request.apl_token(), "room-menu");
    CHECK_EQUAL(request.permission("alexa::persistent_unit_id::read"), permission::granted);
    CHECK_EQUAL(request.permission("alexa::profile:mobile_number:read"), permission::denied);
    CHECK_EQUAL(request.permission("x"), permission::not_asked);
    CHECK(request.supports_interface("Alexa.Presentation.APL"));
    CHECK(!request.supports_interface("AudioPlayer"));
}

TEST(a_grant_is_accepted)
{
    auto request = skill_request::from_json(vector("grant-request.json")).value();
    CHECK(request.is_grant());
    CHECK_EQUAL(request.grant_type(), "OAuth2.AuthorizationCode");
    CHECK_EQUAL(request.grant_code(), "ANbCodeOfTheGrant");
    auto response = skill_response::make().value();
    CHECK(response.say("Not this."));
    CHECK(response.accept_grant());
    auto json = response.json().value();
    CHECK(json.find("AcceptGrant.Response") != std::string::npos);
    CHECK(json.find("Not this.") == std::string::npos);
}

TEST(a_response_of_a_skill_with_a_screen_is_written)
{
    auto response = skill_response::make().value();
    CHECK(response.reprompt("Still there?"));
    CHECK(response.link_account());
    CHECK(response.add_directive_json(R"({"type": "Own"})"));
    CHECK(response.finish_apl("room-menu"));
    CHECK(response.set_session_attributes_json(R"({"turn": 2})"));
    auto json = response.json().value();
    for (auto part :
         {"Still there?", "LinkAccount", "Own", "room-menu", "turn", R"("shouldEndSession":false)"})
        CHECK(json.find(part) != std::string::npos);
    CHECK(response.reprompt_ssml("<speak>Hm?</speak>"));
    CHECK(response.json().value().find("<speak>Hm?</speak>") != std::string::npos);
    CHECK_EQUAL(response.add_directive_json("{}").error().status, status::malformed);
}

TEST(a_skill_response_is_written)
{
    auto response = skill_response::make().value();
    CHECK(response.say_ssml("<speak>" + skill_response::escape_ssml("A & B") + "</speak>"));
    CHECK(response.ask_for_permission(profile::account));
    auto json = response.json().value();
    CHECK(json.find("<speak>A &amp; B</speak>") != std::string::npos);
    CHECK(json.find("alexa::profile:mobile_number:read") != std::string::npos);
    CHECK_EQUAL(response.say(std::string(8001, 'a')).error().status, status::too_large);
    CHECK_EQUAL(join_mobile_number("1", "(204) 555-1111").value(), "+12045551111");
    CHECK_EQUAL(join_mobile_number("49", "030 1").error().status, status::malformed);
    CHECK_EQUAL(join_mobile_number(std::nullopt, std::nullopt).error().status, status::absent);
}

TEST(user_to_user_headers_are_decoded)
{
    CHECK_EQUAL(user_to_user::encode("db792233-8df3-416c-8d80-a70038747b74")
                    .and_then([](const std::string &v) { return user_to_user::decode(v); })
                    .value(),
                "db792233-8df3-416c-8d80-a70038747b74");
    CHECK_EQUAL(user_to_user::decode("63 73").error().status, status::malformed);
    CHECK_EQUAL(user_to_user::decode("00").error().status, status::absent);

    auto decoder = user_to_user::make().value();
    CHECK(decoder.add("00;purpose=other"));
    CHECK(decoder.add("6373693d61;encoding=hex"));
    CHECK_EQUAL(decoder.client_session_id().value(), "a");
}

TEST(events_are_read)
{
    auto event = inbound_call::from_json(vector("inbound-call-event.json")).value();
    CHECK_EQUAL(event.event_type(), SKILLCALL_EVENT_NEW_INBOUND_CALL);
    CHECK_EQUAL(event.participant_count(), 1u);
    CHECK_EQUAL(event.from(), "+12045551111");
    CHECK_EQUAL(event.to(), "+16073331111");
    CHECK_EQUAL(event.client_session_id().value(), "db792233-8df3-416c-8d80-a70038747b74");
    CHECK(event.check_skill_client_id(*event.skill_client_id()));
    CHECK_EQUAL(event.check_skill_client_id("another").error().status, status::mismatch);
    CHECK(!event.from(1));
    CHECK_EQUAL(event.client_session_id(1).error().status, status::argument);
    CHECK_EQUAL(inbound_call::from_json("null").error().status, status::malformed);
}
