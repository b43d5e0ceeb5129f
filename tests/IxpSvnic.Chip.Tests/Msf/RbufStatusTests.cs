using IxpSvnic.Chip.Msf;

namespace IxpSvnic.Chip.Tests.Msf;

[TestClass]
public sealed class RbufStatusTests
{
    // N110
    [TestMethod]
    [DataRow(0x0000, 64, true, true, 0u, 0, 0x0040c000u)]
    [DataRow(0x1fc0, 1, false, true, 0u, 2, 0x7f014002u)]
    [DataRow(0x0100, 256, true, false, 0u, 31, 0x0400801fu)]
    [DataRow(0x0040, 46, false, true, RbufStatus.ReceiveError, 1, 0x012e6401u)]
    [DataRow(0x0040, 64, false, false, RbufStatus.StartError, 1, 0x01402101u)]
    public void Word_0_has_the_fields_where_the_receive_microcode_expects_them(
        int offset, int bytes, bool start, bool end, uint errors, int port, uint expected) =>
        Assert.AreEqual(expected, RbufStatus.Word(offset, bytes, start, end, errors, port));

    [TestMethod]
    [DataRow("", 0u)]
    [DataRow("12", 0x1200u)]
    [DataRow("1234", 0x1234u)]
    [DataRow("ffff0001", 0x0001u)]
    [DataRow("ffffffff", 0xffffu)]
    [DataRow("8000800001", 0x0101u)]
    public void Checksum_adds_halves_with_end_around_carry(string hex, uint expected) =>
        Assert.AreEqual(expected, RbufStatus.Checksum(Convert.FromHexString(hex)));

    [TestMethod]
    public void Checksum_of_a_packet_is_the_folded_sum_of_its_elements()
    {
        byte[] packet = MsfBench.Packet(1500);
        ulong whole = 0;
        for (int i = 0; i < packet.Length; i += 2)
        {
            whole += ((ulong)packet[i] << 8) | packet[i + 1];
        }

        uint parts = 0;
        for (int i = 0; i < packet.Length; i += 64)
        {
            parts += RbufStatus.Checksum(packet.AsSpan(i, Math.Min(64, packet.Length - i)));
        }

        Assert.AreEqual(whole % 0xffff, parts % 0xffff);
    }
}
