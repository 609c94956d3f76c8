(function () {
  "use strict";
  var form = document.getElementById("filter");
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.more").forEach(function (found) { found.open = true; });
  });
  if (!form) { return; }
  var items = Array.prototype.slice.call(document.querySelectorAll(".item"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".group"));
  var theme = document.getElementById("filter-theme");
  var words = document.getElementById("filter-words");
  var shownNow = document.getElementById("filter-shown");
  var nothing = document.getElementById("filter-nothing");
  form.hidden = false;

  function apply() {
    var wanted = {}, shown = 0, needle = words.value.trim().toLowerCase();
    form.querySelectorAll("input[type=checkbox]").forEach(function (box) { wanted[box.value] = box.checked; });
    items.forEach(function (item) {
      var themes = item.getAttribute("data-themes").split(" ");
      var visible = wanted[item.getAttribute("data-status")] &&
        (!theme.value || themes.indexOf(theme.value) >= 0) &&
        (!needle || item.textContent.toLowerCase().indexOf(needle) >= 0);
      item.hidden = !visible;
      if (visible) { shown += 1; }
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector(".item:not([hidden])"); });
    nothing.hidden = shown > 0 || items.length === 0;
    shownNow.textContent = form.getAttribute("data-shown").replace("#", shown).replace("#", items.length);
  }
  function reset() { form.reset(); apply(); }
  /* a link to an item that the filter hides shows everything again */
  function reveal() {
    var target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    var item = target && target.closest(".item");
    if (item && item.hidden) { reset(); item.scrollIntoView(); }
  }
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("filter-reset").addEventListener("click", reset);
  window.addEventListener("hashchange", reveal);
  document.querySelectorAll("[data-only-theme]").forEach(function (link) {
    link.addEventListener("click", function () { form.reset(); theme.value = link.getAttribute("data-only-theme"); apply(); });
  });
  apply();
  reveal();
}());
