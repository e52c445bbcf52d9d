// Tell the stylesheet that scripts run here.
document.documentElement.classList.add("js");
