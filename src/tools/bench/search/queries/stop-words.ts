/** Words that nobody types into a search box to find one article. */
export const stopWords: ReadonlySet<string> = new Set(
  `about above after again against all also although always among and another any are around
  available because been before being below best better between both but can cannot come could did
  does doing done down during each either even ever every few first for from further get give given
  going good had has have having her here him his how however into its itself just last least less
  like made make many may might more most much must near need never new next not now off often once
  one only other our out over own part per please put rather read really same see several shall she
  should since some still such take than that the their them then there these they thing things this
  those through thus too two under until upon use used using very via want was way well were what
  when where whether which while who whom whose why will with within without would yes yet you
  your`.split(/\s+/),
);
