/** Offers text as a file. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** An appointment for any calendar. */
export const downloadCalendar = (text: string): void => {
  download("visit.ics", "text/calendar", text);
};

/** Where an address is, in the map that the device prefers. */
export const directionsTo = (address: string): string =>
  `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;
