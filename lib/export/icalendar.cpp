// SPDX-License-Identifier: MIT
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <libical/ical.h>

#include "core/version.hpp"
#include "export/due.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;
using Text = std::unique_ptr<char, decltype(&icalmemory_free_buffer)>;

constexpr int k_hour = 3600;

// A time is shown as the half hour that ends with it. An event without length is drawn as half an
// hour or a whole one that begins then (Google, Outlook): time that is no longer there. Whoever
// takes the beginning for the end is early, and the reminders that both set by themselves (they
// ignore the alarms of a file) ring before it.
constexpr int k_shown = -30 * 60;

bool is_done(const Due& due) {
  return due.state == Due::State::met || due.state == Due::State::late;
}

// Open, and not over: an alarm can still help.
bool is_ahead(const Due& due) {
  return due.state == Due::State::running || due.state == Due::State::soon ||
         due.state == Due::State::cannot_decide;
}

icaltimetype moment(core::Instant instant) {
  return icaltime_from_timet_with_zone(instant.time_since_epoch().count(), 0,
                                       icaltimezone_get_utc_timezone());
}

icaltimetype day(const core::Date& date) {
  auto day = icaltime_null_date();
  day.year = date.year;
  day.month = static_cast<int>(date.month);
  day.day = static_cast<int>(date.day);
  return day;
}

icaltimetype next(icaltimetype day) {
  icaltime_adjust(&day, 1, 0, 0, 0);
  return day;
}

void add(icalcomponent* part, icalproperty* property) {
  icalcomponent_add_property(part, property); // which owns it from here
}

// "2026-0007: ", with the register where there are several.
std::string heading(const Due& due) {
  const auto subject = subject_of(due);
  return (due.register_name.empty() ? "" : due.register_name + " ") +
         (subject.empty() ? "" : subject + ": ");
}

std::string summary_of(const Due& due) {
  return (is_done(due) ? "\u2713 " : "") + heading(due) +
         (due.title.empty() ? due.rule : due.title);
}

std::string description_of(const Due& due) {
  auto text = due.rule;
  if (!due.source.empty()) {
    text += "\n" + due.source;
  }
  if (!due.file.empty()) {
    text += "\n" + due.file + (due.line > 0 ? fmt::format(":{}", due.line) : "");
  }
  return text;
}

// An alarm so many seconds after the end of a time, or the beginning of a day (RFC 5545, 3.8.6.3).
void add_alarm(icalcomponent* part, int after, const std::string& summary,
               icalparameter_related related) {
  auto* const alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
  add(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  add(alarm, icalproperty_new_description(summary.c_str()));
  auto* const trigger = icalproperty_new_trigger(icaltriggertype_from_int(after));
  if (related == ICAL_RELATED_END) { // the beginning is what is meant without a word
    icalproperty_add_parameter(trigger, icalparameter_new_related(related));
  }
  add(alarm, trigger);
  icalcomponent_add_component(part, alarm);
}

// `day_from`: what the moment of a day is to this part. An event begins with it, a to-do ends.
void add_alarms(icalcomponent* part, const Due& due, icalparameter_related day_from) {
  if (!is_ahead(due)) {
    return;
  }
  const auto summary = summary_of(due);
  if (due.due_day) {
    // The day counts from midnight: 9 o'clock two days and one day before.
    add_alarm(part, -(24 + 15) * k_hour, summary, day_from);
    add_alarm(part, -15 * k_hour, summary, day_from);
  } else {
    add_alarm(part, -24 * k_hour, summary, ICAL_RELATED_END);
    add_alarm(part, -2 * k_hour, summary, ICAL_RELATED_END);
  }
}

icalcomponent* part_of(icalcomponent_kind kind, const Due& due, const std::string& suffix,
                       const std::string& summary, const core::Timestamp& now) {
  auto* const part = icalcomponent_new(kind);
  // Some readers merge what has one UID, whatever it is.
  add(part, icalproperty_new_uid((due.uid + "-" + suffix + "@pvtool").c_str()));
  add(part, icalproperty_new_dtstamp(moment(now.instant)));
  add(part, icalproperty_new_summary(summary.c_str()));
  add(part, icalproperty_new_description(description_of(due).c_str()));
  add(part, icalproperty_new_categories(name_of(due.state).c_str()));
  return part;
}

void add_whole_day(icalcomponent* event, const icaltimetype& day) {
  add(event, icalproperty_new_dtstart(day));
  add(event, icalproperty_new_dtend(next(day)));
}

icalproperty_status event_status(const Due& due) {
  if (due.state == Due::State::stopped) {
    return ICAL_STATUS_CANCELLED;
  }
  return due.state == Due::State::cannot_decide ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CONFIRMED;
}

icalcomponent* event_of(const Due& due, const core::Timestamp& now) {
  auto* const event = part_of(ICAL_VEVENT_COMPONENT, due, "event", summary_of(due), now);
  if (due.due_day) {
    add_whole_day(event, day(*due.due_day));
  } else {
    auto start = moment(*due.due);
    icaltime_adjust(&start, 0, 0, 0, k_shown);
    add(event, icalproperty_new_dtstart(start));
    add(event, icalproperty_new_dtend(moment(*due.due)));
  }
  add(event, icalproperty_new_status(event_status(due)));
  add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT)); // nobody is busy by it
  add_alarms(event, due, ICAL_RELATED_START);
  return event;
}

icalcomponent* todays_event(const Due& due, const core::Timestamp& now) {
  const auto summary = heading(due) + words_of(due);
  auto* const event = part_of(ICAL_VEVENT_COMPONENT, due, "today", summary, now);
  const core::Zone zone{"", [&](core::Instant) { return now.offset; }};
  add_whole_day(event, day(core::day_of(now.instant, zone)));
  add(event, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
  add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  return event;
}

void add_progress(icalcomponent* todo, const Due& due) {
  if (due.state == Due::State::stopped) {
    add(todo, icalproperty_new_status(ICAL_STATUS_CANCELLED));
  } else if (!is_done(due)) {
    add(todo, icalproperty_new_status(ICAL_STATUS_NEEDSACTION));
  } else {
    add(todo, icalproperty_new_status(ICAL_STATUS_COMPLETED));
    add(todo, icalproperty_new_percentcomplete(100));
    if (due.done) {
      add(todo, icalproperty_new_completed(moment(*due.done)));
    }
  }
}

icalcomponent* todo_of(const Due& due, const core::Timestamp& now) {
  auto* const todo = part_of(ICAL_VTODO_COMPONENT, due, "todo", summary_of(due), now);
  if (due.due_day || due.due) {
    add(todo, icalproperty_new_due(due.due_day ? day(*due.due_day) : moment(*due.due)));
    add_alarms(todo, due, ICAL_RELATED_END);
  }
  add_progress(todo, due);
  return todo;
}

// The component as text; it is freed.
std::string text_of(icalcomponent* owned) {
  const Component component(owned, icalcomponent_free);
  const Text text(icalcomponent_as_ical_string_r(component.get()), icalmemory_free_buffer);
  return text.get();
}

std::string empty_calendar() {
  auto* const calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
  const auto maker = fmt::format("-//pvtool//pvtool {}//EN", core::k_version);
  add(calendar, icalproperty_new_version("2.0"));
  add(calendar, icalproperty_new_prodid(maker.c_str()));
  return text_of(calendar);
}

} // namespace

// One part at a time: libical needs ten times the room of the text.
std::string icalendar(const std::vector<Due>& all, core::Timestamp now) {
  constexpr std::string_view end = "END:VCALENDAR\r\n";
  auto text = empty_calendar();
  text.resize(text.size() - end.size());
  for (const auto& due : plain(all)) {
    if (due.due_day || due.due) {
      text += text_of(event_of(due, now));
    }
    if (level_of(due) == Level::error) {
      text += text_of(todays_event(due, now));
    }
    text += text_of(todo_of(due, now));
  }
  return text.append(end);
}

} // namespace exporting
