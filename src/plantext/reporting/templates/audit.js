(function () {
  "use strict";
  var table = document.getElementById("files"), form = document.getElementById("files-filter");
  var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
  var words = document.getElementById("files-words"), errors = document.getElementById("files-errors");
  var shownNow = document.getElementById("files-shown");
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  form.hidden = false;

  function apply() {
    var needle = words.value.trim().toLowerCase(), shown = 0;
    rows.forEach(function (row, place) {
      var visible = (!needle || texts[place].indexOf(needle) >= 0) && (!errors.checked || row.classList.contains("failed"));
      row.hidden = !visible;
      if (visible) { shown += 1; }
    });
    shownNow.textContent = form.getAttribute("data-shown").replace("#", shown).replace("#", rows.length);
  }
  function value(row, column, kind) {
    var cell = row.cells[column];
    if (!cell) { return kind === "number" ? -1 : ""; }
    if (kind !== "number") { return cell.textContent; }
    return Number(cell.getAttribute("data-value") || cell.textContent || -1);
  }
  function sort(head) {
    var column = head.cellIndex, kind = head.getAttribute("data-sort");
    var descending = head.getAttribute("aria-sort") === "ascending";
    var sorted = rows.slice().sort(function (one, other) {
      var first = value(one, column, kind), second = value(other, column, kind);
      var order = kind === "number" ? first - second : first.localeCompare(second, document.documentElement.lang);
      return descending ? -order : order;
    });
    Array.prototype.forEach.call(head.parentNode.cells, function (cell) { cell.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    sorted.forEach(function (row) { body.appendChild(row); });
  }
  table.querySelectorAll("th[data-sort]").forEach(function (head) {
    head.style.cursor = "pointer";
    head.addEventListener("click", function () { sort(head); });
    head.addEventListener("keydown", function (event) { if (event.key === "Enter") { sort(head); } });
  });
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  apply();
}());
