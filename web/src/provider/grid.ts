/** FullCalendar, drawn in our words and colours. The only file that knows it. */
import "fullcalendar/skeleton.css";
import { Calendar, type CalendarOptions, type DateSelectInfo, type EventInput } from "fullcalendar";
import interaction from "fullcalendar/interaction";
import timeGrid from "fullcalendar/timegrid";
import { locale, t } from "@/i18n";
import { formatDay } from "@/time/days";
import type { Entry } from "./entries";
import type { WallTime } from "./wall";
import { formatMinute } from "./wall";

/** Wall-clock times throughout: the grid is that of a wall, and knows no zone. */
export interface GridState {
  readonly first: string;
  readonly count: number;
  readonly hiddenDays: readonly number[];
  /** Hours of the day that the grid begins and ends with. */
  readonly from: number;
  readonly until: number;
  readonly open: readonly { readonly start: WallTime; readonly end: WallTime }[];
  readonly entries: readonly Entry[];
  readonly selected: string | null;
  readonly now: WallTime;
  readonly canDraw: boolean;
}

export interface Drawn {
  readonly from: WallTime;
  readonly until: WallTime;
}

export interface Grid {
  show(state: GridState): void;
  clear(): void;
  close(): void;
}

interface Listeners {
  readonly onPick: (id: string) => void;
  readonly onDraw: (drawn: Drawn) => void;
}

const HALF_HOUR_PX = 44;

const hour = (count: number): string => `${String(count).padStart(2, "0")}:00:00`;

function eventsOf(state: GridState): EventInput[] {
  const open = state.open.map((range) => ({ ...range, display: "background", groupId: "open" }));
  const visits = state.entries.map((entry) => ({
    id: entry.id,
    title: entry.patient,
    start: entry.start,
    end: entry.end,
    extendedProps: { entry, isSelected: entry.id === state.selected },
  }));
  return [...open, ...visits];
}

function element(tag: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

/** What stands in a visit's block: the patient, then when and for what; its state is said, as colour shows it. */
function contentOf(entry: Entry): HTMLElement[] {
  const notes = entry.noteCount ? [element("i", "", "noted")] : [];
  return [
    element("b", entry.patient),
    ...notes,
    element("span", entry.line),
    element("em", entry.spoken, "sr"),
  ];
}

function classOf(entry: Entry, isSelected: boolean): string {
  const states = [
    entry.category,
    entry.status,
    isSelected && "chosen",
    entry.isShort && "short",
    entry.isOver && "over",
  ];
  return ["visit", ...states].filter(Boolean).join(" ");
}

interface Shown {
  readonly entry: Entry;
  readonly isSelected: boolean;
}
const shownOf = (event: { extendedProps: Record<string, unknown> }): Shown | null =>
  "entry" in event.extendedProps ? (event.extendedProps as unknown as Shown) : null;

const LOOKS: CalendarOptions = {
  className: "fc-ours",
  viewClass: "view",
  tableHeaderClass: "top",
  dayHeaderClass: (info) => (info.isToday ? "day-head today" : "day-head"),
  dayHeaderInnerClass: "inner",
  dayLaneClass: "lane",
  slotHeaderClass: "hour",
  slotHeaderInnerClass: "hour-words",
  slotLaneClass: (info) => (info.isMinor ? "slot-lane half" : "slot-lane"),
  backgroundEventClass: "open",
  nowIndicatorLineClass: "now",
  nowIndicatorHeaderClass: "now-time",
  highlightClass: "drawn",
};

function headContent(date: Date, isToday: boolean): { domNodes: HTMLElement[] } {
  const day = date.toISOString().slice(0, 10);
  const weekday = formatDay(day, "weekday");
  const words = isToday ? t("provider.todayHead", { weekday }) : weekday;
  return { domNodes: [element("span", words), element("b", formatDay(day, "dom"))] };
}

/** Hour lines stand on the hour, wherever what is open begins. */
function alignHourLines(el: HTMLElement, start: Date | null): void {
  el.style.backgroundPositionY = `${(-(start?.getUTCMinutes() ?? 0) / 30) * HALF_HOUR_PX}px`;
}

const HOUR_WORDS = /:00(?=\s|$)/;

export function openGrid(place: HTMLElement, first: GridState, { onPick, onDraw }: Listeners): Grid {
  let state = first;

  const calendar = new Calendar(place, {
    ...LOOKS,
    ...optionsOf(first),
    plugins: [timeGrid, interaction],
    initialView: "days",
    initialDate: first.first,
    timeZone: "UTC",
    now: () => state.now,
    headerToolbar: false,
    allDaySlot: false,
    nowIndicator: true,
    height: "auto",
    slotDuration: "00:30:00",
    slotMinHeight: HALF_HOUR_PX,
    slotHeaderInterval: "01:00:00",
    snapDuration: "00:15:00",
    slotEventOverlap: false,
    eventMinHeight: 20,
    eventInteractive: true,
    selectMinDistance: 6,
    selectLongPressDelay: 400,
    unselectAuto: false,
    dayHeaderContent: (info) => headContent(info.date, info.isToday),
    slotHeaderContent: (info) =>
      info.time ? formatMinute(info.time.milliseconds / 60_000).replace(HOUR_WORDS, "") : "",
    eventInnerClass: (info) => (shownOf(info.event) ? "words" : ""),
    eventClass: (info) => {
      const shown = shownOf(info.event);
      return shown ? classOf(shown.entry, shown.isSelected) : "";
    },
    eventContent: (info) => {
      const shown = shownOf(info.event);
      return shown ? { domNodes: contentOf(shown.entry) } : undefined;
    },
    eventDidMount: ({ el, event }) => {
      const shown = shownOf(event);
      if (!shown) {
        alignHourLines(el, event.start);
        return;
      }
      el.dataset["visit"] = shown.entry.id;
    },
    eventClick: ({ event }) => {
      if (shownOf(event)) onPick(event.id);
    },
    select: (info: DateSelectInfo) => {
      onDraw({ from: info.startStr.slice(0, 19), until: info.endStr.slice(0, 19) });
    },
    events: (_, done) => {
      done(eventsOf(state));
    },
  });
  calendar.render();

  return {
    show(next) {
      const before = state;
      state = next;
      calendar.batchRendering(() => {
        for (const [name, value] of Object.entries(optionsOf(next)))
          calendar.setOption(name as keyof CalendarOptions, value as never);
        if (next.first !== before.first) calendar.gotoDate(next.first);
        calendar.refetchEvents();
      });
    },
    clear: () => {
      calendar.unselect();
    },
    close: () => {
      calendar.destroy();
    },
  };
}

function optionsOf(state: GridState): CalendarOptions {
  return {
    views: { days: { type: "timeGrid", duration: { days: state.count } } },
    hiddenDays: [...state.hiddenDays],
    slotMinTime: hour(state.from),
    slotMaxTime: hour(state.until),
    selectable: state.canDraw,
    locale: locale.value,
  };
}
