using System.Text;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>g, G, p, P: registers in the order of <see cref="TargetDescription.Registers"/>.</summary>
internal sealed class RegisterPackets(IDebugTarget target, bool isBigEndian)
{
    private const int Digits = 8;

    private int Count => target.Description.Registers.Count;

    public void AddTo(PacketTable packets)
    {
        packets.Add("g", rest => rest.Length == 0 ? ReadAll() : PacketError.Malformed);
        packets.Add("G", WriteAll);
        packets.Add("p", Read);
        packets.Add("P", Write);
    }

    private string ReadAll()
    {
        StringBuilder text = new(Count * Digits);
        for (int i = 0; i < Count; i++)
        {
            text.Append(Hex.Register(target.ReadRegister(i), isBigEndian));
        }

        return text.ToString();
    }

    // A register that cannot be written keeps its value: the debugger sends all to change one.
    private string WriteAll(string text)
    {
        if (text.Length == 0 || text.Length % Digits != 0 || text.Length / Digits > Count || !text.All(char.IsAsciiHexDigit))
        {
            return PacketError.Malformed;
        }

        for (int i = 0; i < text.Length / Digits; i++)
        {
            if (Hex.TryRegister(text.AsSpan(i * Digits, Digits), isBigEndian, out uint value) && target.ReadRegister(i) != value)
            {
                target.WriteRegister(i, value);
            }
        }

        return "OK";
    }

    private string Read(string text) => !Hex.TryNumber(text, out uint number) ? PacketError.Malformed
        : number < Count ? Hex.Register(target.ReadRegister((int)number), isBigEndian)
        : PacketError.Unknown;

    private string Write(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !Hex.TryNumber(text.AsSpan(0, equals), out uint number)
            || !Hex.TryRegister(text.AsSpan(equals + 1), isBigEndian, out uint value))
        {
            return PacketError.Malformed;
        }

        return number < Count && target.WriteRegister((int)number, value) ? "OK" : PacketError.Unknown;
    }
}
