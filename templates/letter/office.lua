-- SPDX-License-Identifier: MIT
-- A page of pvtool for word processors: what the style sheet does on paper is done by styles there.

local is_form = false
local k_parts = 20 -- of the width of a table; text.opendocument has a column style for each number

-- Only what describes the document: pandoc would print the rest.
local function read_meta(meta)
  is_form = meta.layout ~= nil and pandoc.utils.stringify(meta.layout) == "form"
  return {title = meta.title, author = meta.author, lang = meta.lang, subject = meta.description}
end

-- "Dato: 22. november 2026", one below the other.
local function details(list)
  local lines = {}
  for _, entry in ipairs(list.content) do
    local line = pandoc.List(entry[1]):clone()
    line:insert(pandoc.Str(":"))
    line:insert(pandoc.Space())
    for _, block in ipairs(entry[2][1]) do
      line:extend(block.content)
    end
    table.insert(lines, pandoc.Para(line))
  end
  return pandoc.Div(lines, pandoc.Attr("", {}, {["custom-style"] = "Letter Details"}))
end

local function rows_of(tbl)
  local rows = pandoc.List(tbl.head.rows):clone()
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.body)
  end
  return rows
end

-- How wide each column is, in parts of the table: by its longest text, within reason.
local function widths_of(tbl)
  local widths, sum = {}, 0
  for column = 1, #tbl.colspecs do
    local longest = is_form and 25 or 12
    for _, row in ipairs(rows_of(tbl)) do
      local cell = row.cells[column]
      longest = math.max(longest, math.min(40, cell and #pandoc.utils.stringify(cell.contents) or 0))
    end
    widths[column] = longest
    sum = sum + longest
  end
  for column = 1, #widths do
    widths[column] = math.max(1, math.floor(widths[column] * k_parts / sum + 0.5))
  end
  return widths
end

-- Empty cells of a form have room to write in.
local function with_room(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        if #cell.contents == 0 then
          cell.contents = {pandoc.Plain({pandoc.LineBreak(), pandoc.LineBreak()})}
        end
      end
    end
  end
end

-- pandoc writes tables of OpenDocument without lines and with all columns equal.
local function opendocument_row(row, style)
  local cells = {}
  for _, cell in ipairs(row.cells) do
    local blocks = #cell.contents > 0 and cell.contents or {pandoc.Plain({})}
    local inlines = pandoc.utils.blocks_to_inlines(blocks, {pandoc.LineBreak()})
    local text = pandoc.write(pandoc.Pandoc({pandoc.Plain(inlines)}), "opendocument")
    text = text:gsub('<text:p text:style%-name="[^"]*"', '<text:p text:style-name="' .. style.text .. '"')
    table.insert(cells, '<table:table-cell table:style-name="' .. style.cell ..
      '" office:value-type="string">' .. text .. '</table:table-cell>')
  end
  return '<table:table-row>' .. table.concat(cells) .. '</table:table-row>\n'
end

local function opendocument(tbl, widths)
  local out = {'<table:table table:style-name="Lined">\n'}
  for _, width in ipairs(widths) do
    table.insert(out, '<table:table-column table:style-name="Parts_' .. math.min(width, k_parts) .. '"/>\n')
  end
  table.insert(out, '<table:table-header-rows>')
  for _, row in ipairs(tbl.head.rows) do
    table.insert(out, opendocument_row(row, {cell = "HeadCell", text = "Table_20_Heading"}))
  end
  table.insert(out, '</table:table-header-rows>')
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      table.insert(out, opendocument_row(row, {cell = "LinedCell", text = "Table_20_Contents"}))
    end
  end
  table.insert(out, '</table:table>')
  return pandoc.RawBlock("opendocument", table.concat(out))
end

local function lined(tbl)
  local widths = widths_of(tbl)
  if is_form then
    with_room(tbl)
  end
  if FORMAT == "odt" then
    return opendocument(tbl, widths)
  end
  local sum = 0
  for _, width in ipairs(widths) do
    sum = sum + width
  end
  for column, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[column] = {spec[1], widths[column] / sum}
  end
  return tbl
end

return {{Meta = read_meta}, {DefinitionList = details, Table = lined}}
