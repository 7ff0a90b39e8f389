using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Workbooks as no spreadsheet program writes them.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A workbook with one sheet of these rows, each the XML of its cells.</summary>
    public static byte[] Of(string sheet, params string[] rows) => Of(sheet, stream =>
        stream.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{Main}\"><sheetData>"
            + string.Concat(rows.Select((r, i) => $"<row r=\"{i + 1}\">{r}</row>"))
            + "</sheetData></worksheet>")));

    /// <summary>
    /// A workbook of which one sheet unfolds into this many bytes, or says it is small.
    /// </summary>
    public static byte[] Bomb(long bytes, bool declared)
    {
        var workbook = Of("initiatives", stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{Main}\"><sheetData>"
                + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"));
            var blanks = new byte[1024 * 1024];
            Array.Fill(blanks, (byte)'A');
            for (var left = bytes; left > 0; left -= blanks.Length)
                stream.Write(blanks);
        });
        if (!declared)
            Understate(workbook);
        return workbook;
    }

    private static byte[] Of(string sheet, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                archive,
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/"
                    + "package/2006/content-types\"><Default Extension=\"xml\" "
                    + "ContentType=\"application/xml\"/></Types>"
            );
            Add(
                archive,
                "_rels/.rels",
                $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"r1\" "
                    + $"Type=\"{Office}/officeDocument\" "
                    + "Target=\"xl/workbook.xml\"/></Relationships>"
            );
            Add(
                archive,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>"
                    + $"<sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            );
            Add(
                archive,
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{Relations}\">"
                    + $"<Relationship Id=\"r1\" Type=\"{Office}/worksheet\" "
                    + "Target=\"worksheets/sheet1.xml\"/></Relationships>"
            );
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            write(part);
        }
        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    /// <summary>
    /// Makes the directory of the archive say that the sheet has a thousand bytes.
    /// </summary>
    private static void Understate(Span<byte> archive)
    {
        var name = "xl/worksheets/sheet1.xml"u8;
        // The last mention of the name is in the directory, 46 bytes behind its entry's start.
        var entry = archive[(archive.LastIndexOf(name) - 46)..];
        BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 1_000);
    }
}
