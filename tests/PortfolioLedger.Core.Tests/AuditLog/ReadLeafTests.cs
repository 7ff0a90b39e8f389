using System.Text;
using CsCheck;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Leaves are read as they were written, and have one form.</summary>
public sealed class ReadLeafTests
{
    private static readonly LeafEnvelope Envelope = new(
        "capital", 2, 7, new("019b0000-0000-7000-8000-000000000007"), "portfolio-opened", 1,
        new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero),
        new(2026, 1, 1), "a\"ß", "approver", "water", "mayor", "c-1", null);

    [Fact]
    public void A_leaf_says_what_was_written() =>
        JsonGen.Value.Sample(data =>
        {
            var leaf = Leaf.Bytes(Envelope, Encoding.UTF8.GetBytes(data.Plain()));
            var read = ReadLeaf.Parse(leaf);

            Assert.Equal(Envelope, read.Envelope);
            Assert.Null(read.Fault(leaf, []));
        }, iter: 500);

    [Fact]
    public void Long_data_is_beside_its_leaf_and_must_have_its_hash()
    {
        var data = Encoding.UTF8.GetBytes($"\"{new string('x', Leaf.LongestData)}\"");
        var leaf = Leaf.Bytes(Envelope, data);
        var read = ReadLeaf.Parse(leaf);

        Assert.NotNull(read.DataSha256);
        Assert.Null(read.Fault(leaf, data));
        data[5] ^= 1;
        Assert.NotNull(read.Fault(leaf, data));
        Assert.NotNull(read.Fault(leaf, "{}"u8));
        Assert.NotNull(read.Fault(leaf, []));
    }

    [Theory]
    [InlineData("{\"actor\"", "{ \"actor\"")]
    [InlineData("\"v\":1}", "\"v\":1.0}")]
    [InlineData("\"v\":1}", "\"v\":2}")]
    [InlineData("\"v\":1}", "\"v\":1,\"w\":1}")]
    [InlineData("019b0000-0000-7000-8000-000000000007", "019B0000-0000-7000-8000-000000000007")]
    [InlineData("09:00:00.000000Z", "09:00:00.00000Z")]
    [InlineData("09:00:00.000000Z", "09:00:00.000000+00:00")]
    [InlineData("\"epoch\":2", "\"epoch\":0")]
    [InlineData("\"mayor\"", "\"m\\u0061yor\"")]
    [InlineData("{\"b\":1}", "{\"b\":1.0}")]
    [InlineData("\"causationId\":null,", "")]
    public void Another_form_of_the_same_is_none(string part, string other)
    {
        var leaf = Encoding.UTF8.GetString(Leaf.Bytes(Envelope, "{\"b\":1}"u8));
        var changed = Encoding.UTF8.GetBytes(leaf.Replace(part, other, StringComparison.Ordinal));
        Assert.NotEqual(leaf, Encoding.UTF8.GetString(changed));

        string? fault;
        try
        {
            fault = ReadLeaf.Parse(changed).Fault(changed, []);
        }
        catch (FormatException e)
        {
            fault = e.Message;
        }

        Assert.NotNull(fault);
    }
}
