using IxpSvnic.Arm.Elf;
using IxpSvnic.Machine.Boot;

namespace IxpSvnic.Machine.Tests.Boot;

/// <summary>Images and options as users write them, right and wrong.</summary>
[TestClass]
public sealed class BootInputTests
{
    [TestMethod]
    public void A_zImage_is_known_by_its_magic_in_either_byte_order()
    {
        byte[] big = ZImage(bigEndian: true, 64);
        ProgramImage image = BootImage.Read(Temporary(big), null, null, null);
        Assert.AreEqual((0x80_0000u, true), (image.Entry, image.IsBigEndian));
        image = BootImage.Read(Temporary(ZImage(bigEndian: false, 64)), 0x10_0000, null, null);
        Assert.AreEqual((0x10_0000u, false), (image.Entry, image.IsBigEndian));
    }

    [TestMethod]
    public void A_zImage_that_was_cut_says_so_with_offset_and_lengths()
    {
        ElfFormatException e = Assert.ThrowsExactly<ElfFormatException>(
            () => BootImage.Read(Temporary(ZImage(bigEndian: true, 4096)), null, null, null));
        StringAssert.Contains(e.Message, "offset 0x2c");
        StringAssert.Contains(e.Message, "0x1000");
    }

    [TestMethod]
    public void An_empty_file_and_a_damaged_ELF_are_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ElfFormatException>(() => BootImage.Read(Temporary([]), null, null, null)).Message, "empty");
        Assert.ThrowsExactly<ElfFormatException>(
            () => BootImage.Read(Temporary([0x7f, (byte)'E', (byte)'L', (byte)'F', 1, 1]), null, null, null));
    }

    [TestMethod]
    [DataRow("0x8000", 0x8000u)]
    [DataRow("64M", 64u << 20)]
    [DataRow("0x10k", 0x4000u)]
    [DataRow("123", 123u)]
    public void Addresses_are_decimal_or_hexadecimal_with_a_unit(string text, uint expected)
    {
        Assert.IsTrue(AddressText.TryParse(text, out uint value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("0x")]
    [DataRow("8G")]
    [DataRow("-1")]
    [DataRow("12q")]
    public void Anything_else_is_no_address(string text) => Assert.IsFalse(AddressText.TryParse(text, out _));

    [TestMethod]
    [DataRow("mem")]
    [DataRow("mem=0")]
    [DataRow("mem=1M@x")]
    [DataRow("colour=red")]
    public void A_bad_parameter_is_named(string text)
    {
        FormatException e = Assert.ThrowsExactly<FormatException>(() => AtagOptions.Parse([text]));
        StringAssert.Contains(e.Message, $"'{text}'");
    }

    [TestMethod]
    [DataRow("expect")]
    [DataRow("say hello")]
    [DataRow("exit soon")]
    public void A_bad_script_line_is_named_with_file_and_number(string line)
    {
        string path = Temporary(System.Text.Encoding.ASCII.GetBytes($"expect a\n{line}\n"));
        InvalidDataException e = Assert.ThrowsExactly<InvalidDataException>(() => UartScript.Load(path));
        StringAssert.Contains(e.Message, $"{path}: line 2: '{line}'");
    }

    private static byte[] ZImage(bool bigEndian, uint bytes)
    {
        byte[] file = new byte[64];
        uint[] words = [0x016f_2818, 0, bytes];
        for (int i = 0; i < words.Length; i++)
        {
            byte[] word = BitConverter.GetBytes(words[i]);
            if (bigEndian)
            {
                Array.Reverse(word);
            }

            word.CopyTo(file, 0x24 + (4 * i));
        }

        return file;
    }

    private static string Temporary(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
