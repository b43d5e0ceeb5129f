using System.CommandLine;
using IxpSvnic.Wire.Live.Interfaces;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic interfaces</c>: what <c>live:IFACE</c> can name.</summary>
internal static class InterfacesCommand
{
    public static Command Create()
    {
        Command command = new("interfaces", "List the network interfaces of this computer");
        command.SetAction(_ => UserErrors.Guard(() =>
        {
            foreach (LiveInterface item in LiveInterface.List())
            {
                string state = item.IsUp ? "up" : "down";
                string addresses = string.Join(' ', item.Addresses);
                Console.WriteLine($"{item.Name,-16} {state,-5} {item.Mac?.ToString() ?? "-",-18} {addresses}".TrimEnd());
            }

            return 0;
        }));
        return command;
    }
}
