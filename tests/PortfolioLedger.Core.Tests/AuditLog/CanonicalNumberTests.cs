using System.Globalization;
using System.Text;
using CsCheck;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

public sealed class CanonicalNumberTests
{
    [Theory]
    [InlineData("46.666666666666666666", "46.6666666666667")]
    [InlineData("1.50", "1.5")]
    [InlineData("100", "100")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001234567890123456", "1.23456789012346e-7")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("79228162514264337593543950335", "7.92281625142643e+28")]
    [InlineData("-79228162514264337593543950335", "-7.92281625142643e+28")]
    [InlineData("0.0000000000000000000000000001", "1e-28")]
    [InlineData("-0.0000000000000000000000000001", "-1e-28")]
    [InlineData("0.000", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("1.000000000000005", "1")]
    [InlineData("1.000000000000015", "1.00000000000002")]
    [InlineData("1.000000000000025", "1.00000000000002")]
    [InlineData("1.0000000000000250000001", "1.00000000000003")]
    [InlineData("1.0000000000000249999999", "1.00000000000002")]
    [InlineData("-1.000000000000015", "-1.00000000000002")]
    [InlineData("999999999999999.5", "1000000000000000")]
    [InlineData("999999999999998.5", "999999999999998")]
    [InlineData("0.9999999999999995", "1")]
    [InlineData("999999999999999999999", "1e+21")]
    public void A_decimal_has_at_most_fifteen_digits_rounded_half_even(string text, string expected)
        => Assert.Equal(expected,
            CanonicalJson.Number(decimal.Parse(text, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_decimal_is_written_as_the_double_it_reads_back_as() =>
        AnyDecimal.Sample(value =>
        {
            var text = CanonicalJson.Number(value);
            Assert.Equal(text, CanonicalJson.Number(Parsed(text)));
            Assert.Equal(text, Encoding.UTF8.GetString(
                CanonicalJson.Encode(Encoding.UTF8.GetBytes(text))));
        });

    [Fact]
    public void A_decimal_loses_at_most_half_a_unit_of_the_fifteenth_digit() =>
        AnyDecimal.Where(value => value != 0).Sample(value =>
        {
            var written = decimal.Parse(
                CanonicalJson.Number(value), NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(written / value - 1) <= 0.000_000_000_000_005m, $"{value}");
        });

    [Fact]
    public void A_double_reads_back_as_itself() =>
        AnyDouble.Sample(value => Assert.Equal(value, Parsed(CanonicalJson.Number(value))));

    /// <summary>All of them: shortest digits of some powers of two read back as another.</summary>
    [Fact]
    public void Every_power_of_two_and_its_neighbours_read_back_as_themselves()
    {
        var powers = Enumerable.Range(-1074, 1074 + 1024).Select(e => Math.ScaleB(1, e)).ToList();
        foreach (var value in powers.Concat(powers.Select(Math.BitIncrement))
            .Concat(powers.Select(Math.BitDecrement)))
        {
            Assert.Equal(value, Parsed(CanonicalJson.Number(value)));
            Assert.Equal(-value, Parsed(CanonicalJson.Number(-value)));
        }
    }

    [Theory]
    [InlineData(-25, "2.9802322387695312e-8")]
    [InlineData(-958, "4.1045368012983762e-289")]
    [InlineData(-24, "5.960464477539063e-8")]
    public void A_power_of_two_has_the_digits_ECMAScript_gives_it(int exponent, string expected)
    {
        Assert.Equal(expected, CanonicalJson.Number(Math.ScaleB(1, exponent)));
        Assert.Equal("-" + expected, CanonicalJson.Number(-Math.ScaleB(1, exponent)));
    }

    [Fact]
    public void Any_number_fits_the_stated_length_and_none_is_cut_short() =>
        AnyDouble.Sample(value =>
        {
            Span<byte> room = stackalloc byte[CanonicalJson.MaxNumberLength];
            Assert.True(CanonicalJson.TryFormatNumber(value, room, out var written));
            Assert.Equal(CanonicalJson.Number(value), Encoding.ASCII.GetString(room[..written]));
            Assert.True(CanonicalJson.TryFormatNumber(value, room[..written], out _));
            Assert.False(CanonicalJson.TryFormatNumber(value, room[..(written - 1)], out var none));
            Assert.Equal(0, none);
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_a_finite_number_is_refused(double value)
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Number(value));
        Assert.Throws<FormatException>(
            () => CanonicalJson.TryFormatNumber(value, new byte[40], out _));
    }

    /// <summary>Every size and scale, short and long.</summary>
    private static readonly Gen<decimal> AnyDecimal = Gen.Select(
        Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 20], Gen.Int[0, 8],
        (low, mid, high, negative, scale, shift) =>
            new decimal(low, shift > 5 ? 0 : mid, shift > 2 ? 0 : high & 0xFFFF, negative,
                (byte)scale));

    private static readonly Gen<double> AnyDouble =
        Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite)
            .Select(value => value == 0 ? 0 : value);

    private static double Parsed(string text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
