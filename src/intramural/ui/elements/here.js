/* Where the row of places is too long for the screen, the one that is open comes into view. */
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
