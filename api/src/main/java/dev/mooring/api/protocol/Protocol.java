package dev.mooring.api.protocol;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.model.OperationModel;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.model.Shape;
import java.util.List;
import java.util.Map;

/**
 * One way in which a service is spoken to. A service may have several; the first that claims a request answers it.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">Smithy: AWS protocols</a>
 */
public interface Protocol {
    /** Whether the request is of this protocol, whatever operation it names. */
    boolean claims(HttpRequest request);

    /** @param query decoded */
    RouteTable.Match find(HttpRequest request, Map<String, List<String>> query);

    /**
     * @return the input by member name, constraints not yet checked
     * @throws dev.mooring.api.restjson.MalformedRequestException when a value does not have the type of its member
     */
    Map<String, Object> bind(
            Shape.Structure input, HttpRequest request, RouteTable.Match.Found found, Map<String, List<String>> query);

    /** @param output by member name, absent members left out */
    HttpResponse write(OperationModel operation, Map<String, Object> output, String requestId);

    HttpResponse error(ApiException error, String requestId);
}
