using System.Globalization;
using System.Text;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>The published pairs and number samples of RFC 8785.</summary>
public sealed class CanonicalJsonVectorTests
{
    [Theory]
    [InlineData("arrays")]
    [InlineData("french")]
    [InlineData("structures")]
    [InlineData("unicode")]
    public void A_published_input_gives_its_published_bytes(string name)
    {
        var folder = Vectors.Folder("jcs");
        var input = File.ReadAllBytes(Path.Combine(folder, "input", name + ".json"));
        var output = File.ReadAllBytes(Path.Combine(folder, "output", name + ".json"));
        var hex = File.ReadAllText(Path.Combine(folder, "outhex", name + ".txt"));

        var canonical = CanonicalJson.Encode(input);

        Assert.Equal(Encoding.UTF8.GetString(output).TrimEnd('\n'), Text(canonical));
        Assert.Equal(string.Concat(hex.Where(char.IsAsciiHexDigit)),
            Convert.ToHexStringLower(canonical));
    }

    [Fact]
    public void All_published_pairs_are_tested()
    {
        var inputs = Directory.GetFiles(Path.Combine(Vectors.Folder("jcs"), "input"))
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(["arrays", "french", "structures", "unicode"], inputs);
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void A_double_is_written_as_in_appendix_B(string bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(
            ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(expected, CanonicalJson.Number(value));
        Assert.Equal($"[{expected}]", Text(CanonicalJson.Encode(
            Encoding.UTF8.GetBytes($"[{value.ToString("E17", CultureInfo.InvariantCulture)}]"))));
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
