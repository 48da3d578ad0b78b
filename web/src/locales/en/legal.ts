export default {
  privacy: {
    title: "Notice of privacy practices",
    lead: "How this site uses and protects what you tell it. Your clinic can give you its own full notice.",
    keepTitle: "What is kept",
    keep: "Your name, email, phone, date of birth, who pays, your visits, and what your care team notes on them. It is encrypted before it is stored, with a key of your clinic alone.",
    seeTitle: "Who can see it",
    see: "You, and the people of your clinic who treat you or arrange your visits. Each time your record is opened, it is written down.",
    elseTitle: "What others are told",
    else: "Google Firebase keeps your email and password, so that you can sign in. Stripe keeps your card, and is told nothing about your visit. Nothing is sold, and no advertising or tracking runs on these pages.",
    deviceTitle: "On this device",
    device:
      "Only the theme and the language you chose stay here. What you type and do not send is forgotten when you close the tab or sign out.",
    rightsTitle: "What you can ask for",
    rights:
      "You can see and correct your details under My visits, and ask the clinic for a copy of your record or for a list of who has seen it.",
  },
  accessibility: {
    title: "Accessibility",
    lead: "Everyone should be able to book a visit here. We build to the Web Content Accessibility Guidelines 2.2, level AA.",
    doTitle: "What we do",
    do: "Everything works with a keyboard, is named for screen readers, keeps its contrast in the light and the dark theme, and stands still for those who ask for less motion.",
    tellTitle: "If something stands in your way",
    tell: "Please call the clinic. They can book for you, and will pass on what did not work.",
  },
} as const;
