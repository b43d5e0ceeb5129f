using System.Text;
using IxpSvnic.Machine.Firmware;

namespace IxpSvnic.Machine.Observation;

/// <summary>The VIF control blocks in the device's SRAM, in words: what the microcode goes by.</summary>
public static class VifTable
{
    public static string Describe(SvNicMachine machine)
    {
        FirmwareLayout layout = machine.Firmware.Layout;
        StringBuilder text = new();
        for (int vif = 0; vif < layout.VifMax; vif++)
        {
            long block = layout["VCB_BASE"] + ((long)vif << (int)layout["VCB_SHIFT"]);
            uint high = Word(block, "VCB_MAC_HI");
            uint low = Word(block, "VCB_MAC_LO");
            if (high == 0 && low == 0)
            {
                continue;
            }

            string mac = string.Join(':', Convert.ToHexStringLower([.. Bytes(high), .. Bytes(low)[..2]]).Chunk(2).Select(c => new string(c)));
            string state = (low >> (int)layout["VIF_ENABLED"] & 1) != 0 ? "enabled" : "disabled";
            string promiscuous = (low >> (int)layout["VIF_PROMISCUOUS"] & 1) != 0 ? " promiscuous" : "";
            text.Append($"vif {vif,2} {mac} port {low >> (int)layout["VIF_PORT_SHIFT"] & 3} {state}{promiscuous}, ")
                .Append($"receive area 0x{Word(block, "VCB_RQ_BASE"):x8} produced {Word(block, "VCB_RQ_PROD")}, ")
                .Append($"send queue 0x{Word(block, "VCB_SQ_BASE"):x8} taken {Word(block, "VCB_SQ_PROD")} finished {Word(block, "VCB_SQ_CONS")}\n");
        }

        return text.Length == 0 ? "no VIF has an address\n" : text.ToString();

        uint Word(long place, string field) => machine.Chip.Sram[0].Memory.ReadWord(place + layout[field]);
    }

    private static byte[] Bytes(uint word) => [(byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word];
}
