-- SPDX-License-Identifier: MIT
-- A page of pvtool for word processors: what the style sheet does on paper is done by styles there.

local is_form = false
local k_parts = 20 -- of the width of a table; text.opendocument has a column style for each number

-- Only what describes the document: pandoc would print the rest.
local function read_meta(meta)
  is_form = meta.layout ~= nil and pandoc.utils.stringify(meta.layout) == "form"
  return {title = meta.title, author = meta.author, lang = meta.lang, subject = meta.description}
end

local function xml(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;"))
end

-- The lines of a block of the head: text alone.
local function lines_in(blocks)
  local lines = {}
  local inlines = pandoc.utils.blocks_to_inlines(blocks, {pandoc.LineBreak()})
  local line = pandoc.List()
  for _, inline in ipairs(inlines) do
    if inline.t == "LineBreak" then
      table.insert(lines, xml(pandoc.utils.stringify(line)))
      line = pandoc.List()
    else
      line:insert(inline)
    end
  end
  table.insert(lines, xml(pandoc.utils.stringify(line)))
  return lines
end

-- "Dato: 22. november 2026", one below the other.
local function details(list)
  local line = pandoc.List()
  for number, entry in ipairs(list.content) do
    if number > 1 then
      line:insert(pandoc.LineBreak())
    end
    line:extend(pandoc.List(entry[1]))
    line:extend({pandoc.Str(":"), pandoc.Space()})
    for _, block in ipairs(entry[2][1]) do
      line:extend(block.content)
    end
  end
  return pandoc.Para(line)
end

-- A row of the head, in a table without lines: it keeps the recipient in the window of an envelope, in Word
-- and in LibreOffice. The columns are 110 and 56 mm wide.
local head_row = {}

function head_row.docx(left, right, height)
  local function cell(part, width)
    local runs = '<w:r><w:t xml:space="preserve">' ..
      table.concat(part.lines, '</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space="preserve">') .. '</w:t></w:r>'
    return '<w:tc><w:tcPr><w:tcW w:w="' .. width .. '" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="' ..
      part.style:gsub(" ", "") .. '"/></w:pPr>' .. runs .. '</w:p></w:tc>'
  end
  local twips = math.floor(height * 1440 / 25.4)
  return pandoc.RawBlock("openxml", '<w:tbl><w:tblPr><w:tblW w:w="9411" w:type="dxa"/><w:tblLayout w:type="fixed"/>' ..
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' ..
    '<w:tblGrid><w:gridCol w:w="6236"/><w:gridCol w:w="3175"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="' .. twips ..
    '" w:hRule="atLeast"/></w:trPr>' .. cell(left, 6236) .. cell(right, 3175) .. '</w:tr></w:tbl>')
end

function head_row.odt(left, right, height)
  local function cell(part)
    return '<table:table-cell table:style-name="HeadPart" office:value-type="string"><text:p text:style-name="' ..
      part.style:gsub(" ", "_20_") .. '">' .. table.concat(part.lines, "<text:line-break/>") ..
      '</text:p></table:table-cell>'
  end
  return pandoc.RawBlock("opendocument", '<table:table table:style-name="Head"><table:table-column ' ..
    'table:style-name="HeadLeft"/><table:table-column table:style-name="HeadRight"/><table:table-row table:style-name="Head_' ..
    height .. '">' .. cell(left) .. cell(right) .. '</table:table-row></table:table>')
end

-- The sender stays a paragraph, for it may hold a picture.
local function row(div)
  if not div.classes:includes("row") then
    return nil
  end
  local blocks, height = {}, 26
  local left, right = {lines = {}, style = "Recipient"}, {lines = {}, style = "Sender Contact"}
  for _, part in ipairs(div.content) do
    if part.classes:includes("sender") then
      local has_logo = false
      part = pandoc.walk_block(part, {Image = function(image)
        has_logo = true
        image.attributes.height = "18mm"
        return image
      end})
      -- Both come to 34 mm below the margin of 16 with the row.
      part.attributes["custom-style"] = has_logo and "Sender Logo" or "Sender"
      height = has_logo and 16 or 26
      table.insert(blocks, part)
    elseif part.classes:includes("recipient") then
      left.lines, height = lines_in(part.content), 35
    else
      right.lines = lines_in(part.content)
      right.style = part.classes:includes("details") and "Letter Details" or "Sender Contact"
    end
  end
  table.insert(blocks, head_row[FORMAT](left, right, height))
  return blocks
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

return {{Meta = read_meta}, {DefinitionList = details, Table = lined}, {Div = row}}
